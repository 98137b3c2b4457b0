package check

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const sound = `<!doctype html><html lang="fr"><head><title>T</title><link rel="canonical" href="https://saison.example/s/"></head>
<body><h1 id="haut">H</h1>
`

func TestSite(t *testing.T) {
	page := func(body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(sound + body + "</body></html>")}
	}
	fsys := fstest.MapFS{
		"index.html": page(`<p><a href="/s/">a</a> <a href="/s/b/">b</a> <a href="/s/b/index.html">b</a> <a href="b/#haut">c</a> <a href="#haut">d</a>
<a href="https://elsewhere.example/">e</a> <a href="/s/data.json?v=1">f</a> <br> &amp; l&#39;eau</p>`),
		"data.json": {Data: []byte("{}")},
		"b/index.html": page(`<p id="x"><b id="x">twice</p></b>
<a href="/s/gone/">1</a>
<a href="/other/">2</a>
<a href="/s/#nowhere">3</a>
<a href="javascript:x">4</a>
<a href="">5</a>
<i style="color:red" onclick="x">&amp;eacute;</i>
<script src="https://cdn.example/x.js"></script>
<div>`),
		"c.html": {Data: []byte("<p>no frame</p>")},
	}
	want := strings.Split(`b/index.html:3: </p> closes <b>
b/index.html:3: id "x" is used twice
b/index.html:4: link "/s/gone/" leads to no page
b/index.html:5: link "/other/" leads to no page
b/index.html:6: link "/s/#nowhere": the page has no "nowhere"
b/index.html:7: link "javascript:x" is not of the web
b/index.html:8: link "" is not an address
b/index.html:9: attribute onclick: the policy of the site forbids it
b/index.html:9: attribute style: the policy of the site forbids it
b/index.html:9: escaped twice: "&amp;eacute;"
b/index.html:10: script is asked of another host: "https://cdn.example/x.js"`, "\n")
	got := strings.Split(Site(fsys).Error(), "\n")
	var ours, whole []string
	for _, line := range got {
		if strings.HasPrefix(line, "b/") && !strings.Contains(line, "is not closed") && !strings.Contains(line, "</body>") && !strings.Contains(line, "</html>") {
			ours = append(ours, line)
		}
		if strings.HasPrefix(line, "index") {
			t.Error(line)
		}
		if strings.HasPrefix(line, "c.html") {
			_, fact, _ := strings.Cut(line, ": ")
			whole = append(whole, fact)
		}
	}
	if diff := cmp.Diff(want, ours); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"no h1", "no language", "no title"}, whole); diff != "" {
		t.Errorf("mistakes of c.html (-want +got):\n%s", diff)
	}
	if !strings.Contains(strings.Join(got, "\n"), "<div> is not closed") {
		t.Error("an open <div> was not seen")
	}
}
