package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

func zipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.Bytes()
}

func brotlied(s string) []byte {
	var b bytes.Buffer
	z := brotli.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.Bytes()
}

// raw answers with bytes as they are, and closes the connection.
func raw(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		io.WriteString(conn, answer)
		conn.Close()
	}
}

// reset answers with bytes and breaks the connection off.
func reset(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		io.WriteString(conn, answer)
		time.Sleep(20 * time.Millisecond) // the answer must arrive before the reset
		conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
}

func redirect(code int, to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(code)
	}
}

func with(header, value string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(header, value)
		w.Write(body)
	}
}

// drip sends a byte at a time until the client goes.
func drip(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		io.WriteString(w, "x")
		w.(http.Flusher).Flush()
		time.Sleep(5 * time.Millisecond)
	}
}

// silent sends nothing until the client goes.
func silent(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// slowHeader sends a header a byte at a time.
func slowHeader(w http.ResponseWriter, r *http.Request) {
	conn, _, _ := w.(http.Hijacker).Hijack()
	defer conn.Close()
	io.WriteString(conn, "HTTP/1.1 200 OK\r\nX-Slow: ")
	for range 1000 {
		if _, err := io.WriteString(conn, "x"); err != nil {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func endless(w http.ResponseWriter, r *http.Request) {
	block := bytes.Repeat([]byte("<item>"), 10_000)
	for r.Context().Err() == nil {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

// TestFaults meets each fault of the web on the way to a feed, and reads a sound feed of the same server after it.
func TestFaults(t *testing.T) {
	defer log.SetOutput(log.Writer())
	log.SetOutput(io.Discard) // net/http complains of what follows a body
	bomb := strings.Repeat("\x00", 8<<20)
	routes := map[string]struct {
		h    http.HandlerFunc
		want string // after "GET URL: "; empty when it is read
	}{
		"/400":         {status(400), "400 Bad Request"},
		"/401":         {status(401), "401 Unauthorized"},
		"/403":         {status(403), "403 Forbidden"},
		"/404":         {status(404), "404 Not Found"},
		"/410":         {status(410), "410 Gone"},
		"/429":         {status(429), "429 Too Many Requests"},
		"/451":         {status(451), "451 Unavailable For Legal Reasons"},
		"/500":         {status(500), "500 Internal Server Error"},
		"/503":         {status(503), "503 Service Unavailable"},
		"/204":         {status(204), "204 No Content"},
		"/304":         {status(304), "304 Not Modified"},
		"/599":         {status(599), "599"},
		"/reset":       {reset(""), "connection reset"},
		"/reset-body":  {reset("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>"), "connection reset"},
		"/closed":      {raw(""), "connection closed without an answer"},
		"/shorter":     {raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>"), "body shorter than its Content-Length"},
		"/longer":      {raw("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/><html>"), ""},
		"/chunk-cut":   {raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n"), "body cut short"},
		"/chunk-bad":   {raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>\r\n"), "body is not sent as its headers say"},
		"/not-http":    {raw("220 ftp.example ready\r\n"), "not an HTTP answer"},
		"/headers":     {raw("HTTP/1.1 200 OK\r\nX-Long: " + strings.Repeat("x", 2*maxHeader) + "\r\n\r\n"), "headers larger than 64 kB"},
		"/silent":      {silent, "no answer within 300ms"},
		"/slow-header": {slowHeader, "no answer within 300ms"},
		"/slow-body":   {drip, "no end of the body within 300ms"},
		"/endless":     {endless, "body larger than 2 MB"},
		"/large":       {with("Content-Length", fmt.Sprint(50<<20), nil), "body larger than 2 MB"},
		"/gzip-bomb":   {with("Content-Encoding", "gzip", zipped(bomb)), "decompressed body larger than 2 MB"},
		"/brotli-bomb": {with("Content-Encoding", "br", brotlied(bomb)), "decompressed body larger than 2 MB"},
		"/gzip-cut":    {with("Content-Encoding", "gzip", zipped("<rss/>")[:20]), "compressed body cut short"},
		"/gzip-bad":    {with("Content-Encoding", "gzip", append([]byte{0x1f, 0x8b, 9}, bomb[:50]...)), "compressed body is damaged"},
		"/brotli-bad":  {with("Content-Encoding", "br", []byte("<rss/>, not compressed")), "compressed body is damaged"},
		"/zstd":        {with("Content-Encoding", "zstd", []byte("x")), `content encoding "zstd" was not asked for`},
		"/gzip-twice":  {with("Content-Encoding", "gzip, gzip", []byte("x")), `content encoding "gzip, gzip" was not asked for`},
		"/image":       {with("Content-Type", "image/png", []byte("x")), `content type "image/png" is not a feed`},
		"/loop":        {redirect(302, "/loop2"), "redirect to URL/loop: redirects in a loop"},
		"/loop2":       {redirect(307, "/loop"), "redirect to URL/loop2: redirects in a loop"},
		"/self":        {redirect(301, "/self"), "redirect to URL/self: redirects in a loop"},
		"/chain/": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusPermanentRedirect)
		}, "redirect to URL/chain/xxxxxxxxxxx: more than 10 redirects"},
		"/to-404":         {redirect(301, "/404"), "redirect to URL/404: 404 Not Found"},
		"/to-file":        {redirect(302, "file:///etc/passwd"), "redirect to file:///etc/passwd: scheme file refused"},
		"/to-ftp":         {redirect(302, "ftp://courrier.example/rss"), "redirect to ftp://courrier.example/rss: scheme ftp refused"},
		"/to-script":      {redirect(302, "javascript:alert(1)"), "redirect to javascript:alert(1): scheme javascript refused"},
		"/to-nowhere":     {redirect(302, ""), "redirect to nowhere"},
		"/to-credentials": {redirect(302, "http://a:b@courrier.example/"), "redirect to http://a:xxxxx@courrier.example/: credentials in the address refused"},
		"/gzip":           {with("Content-Encoding", "gzip", zipped("<rss/>")), ""},
		"/brotli":         {with("Content-Encoding", "br", brotlied("<rss/>")), ""},
		"/gzip-unsaid":    {with("Content-Type", "application/gzip", zipped("<rss/>")), ""},
		"/gzip-lie":       {with("Content-Encoding", "gzip", []byte("<rss/>")), ""},
		"/wrong-type":     {with("Content-Type", "text/html", []byte("<rss/>")), ""},
		"/nonsense-type":  {with("Content-Type", ";;=", []byte("<rss/>")), ""},
		"/relative":       {redirect(302, "gzip"), ""},
		"/with-cookie":    {with("Set-Cookie", "a=b", []byte("<rss/>")), ""},
		"/empty":          {text(""), ""},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/sound", text("<rss/>"))
	for path, route := range routes {
		mux.HandleFunc(path, route.h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	for path, route := range routes {
		t.Run(path[1:], func(t *testing.T) {
			c := &Client{AllowPrivate: true, Timeout: 10 * time.Second, MaxBytes: 2 << 20}
			if strings.HasPrefix(path, "/s") {
				c.Timeout = 300 * time.Millisecond
			}
			got := ""
			r, err := c.Feed(context.Background(), s.URL+path)
			if err != nil {
				got = err.Error()
				if len(r.Body) > 0 || r.URL != "" {
					t.Errorf("an error and an answer, %+v", r)
				}
			} else if string(r.Body) != "<rss/>" && path != "/empty" {
				t.Errorf("body %.40q", r.Body)
			}
			want := ""
			if route.want != "" {
				want = "GET " + s.URL + path + ": " + strings.ReplaceAll(route.want, "URL", s.URL)
			}
			if got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
			if _, err := c.Feed(context.Background(), s.URL+"/sound"); err != nil {
				t.Errorf("the next feed: %v", err)
			}
		})
	}
}

func TestNoServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	s := httptest.NewTLSServer(text("<rss/>"))
	defer s.Close()
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	plain := httptest.NewServer(text("<rss/>"))
	defer plain.Close()
	for url, want := range map[string]string{
		"http://" + l.Addr().String() + "/rss": "connection refused",
		s.URL:                                  "TLS: certificate signed by unknown authority",
		"https" + strings.TrimPrefix(plain.URL, "http"): "TLS: the server does not speak it",
		"http://courrier.invalid/rss":                   "no such host",
		"rss":                                           "scheme none refused",
		"http://[::1":                                   "not an address",
		"http:///rss":                                   "no host in the address",
	} {
		c := &Client{AllowPrivate: true}
		_, err := c.Feed(context.Background(), url)
		if err == nil {
			t.Errorf("GET %s: no error", url)
			continue
		}
		got := strings.TrimPrefix(err.Error(), "GET "+url+": ")
		if got != want && !(strings.Contains(url, "invalid") && got == "name not resolved") {
			t.Errorf("GET %s: %q, want %q", url, got, want)
		}
	}
}

func TestInterrupted(t *testing.T) {
	s, c := serve(t, map[string]http.HandlerFunc{"/silent": silent})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := c.Feed(ctx, s.URL+"/silent")
	if !errors.Is(err, context.Canceled) || !strings.HasSuffix(err.Error(), ": interrupted") {
		t.Errorf("Feed after the end = %v", err)
	}
}

func TestPageTypes(t *testing.T) {
	s, c := serve(t, map[string]http.HandlerFunc{
		"/pdf":     with("Content-Type", "application/pdf", []byte("%PDF")),
		"/json":    with("Content-Type", "application/json", []byte("{}")),
		"/plain":   with("Content-Type", "text/plain", []byte("<!DOCTYPE html><p>La fuite")),
		"/latin":   with("Content-Type", "text/html; charset=iso-8859-1", []byte("<p>donn\xe9es")),
		"/untyped": with("Content-Type", "", []byte("<p>La fuite")),
	})
	for path, want := range map[string]string{
		"/pdf":     `content type "application/pdf" is not a page`,
		"/json":    `content type "application/json" is not a page`,
		"/plain":   "",
		"/latin":   "",
		"/untyped": "",
	} {
		_, err := c.Page(context.Background(), s.URL+path)
		if got := fmt.Sprint(err); want == "" && err != nil || want != "" && !strings.HasSuffix(got, ": "+want) {
			t.Errorf("%s: %s, want %q", path, got, want)
		}
	}
}
