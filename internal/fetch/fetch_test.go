package fetch

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
)

// serve starts a server on loopback and a client that may talk to it.
func serve(t *testing.T, routes map[string]http.HandlerFunc) (*httptest.Server, *Client) {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range routes {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s, &Client{AllowPrivate: true, Cache: t.TempDir()}
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(body)) }
}

func TestFeedAndPage(t *testing.T) {
	s, c := serve(t, map[string]http.HandlerFunc{
		"/rss": text("<rss/>"),
		"/a":   text("<html><p>La fuite"),
	})
	r, err := c.Feed(context.Background(), s.URL+"/rss")
	if err != nil || string(r.Body) != "<rss/>" {
		t.Errorf("Feed = %+v, %v", r, err)
	}
	r, err = c.Page(context.Background(), s.URL+"/a")
	if err != nil || string(r.Body) != "<html><p>La fuite" || r.OptOut != "" {
		t.Errorf("Page = %+v, %v", r, err)
	}
	_, err = c.Page(context.Background(), s.URL+"/b")
	if want := "GET " + s.URL + "/b: 404 Not Found"; err == nil || err.Error() != want {
		t.Errorf("Page of nothing: %v, want %s", err, want)
	}
}
