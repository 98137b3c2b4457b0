package fetch

import (
	"context"
	"net/http"
	"testing"
)

// answers answers HEAD and GET with a status each, and counts what it was asked.
func answers(head, get int, asked map[string]int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		asked[r.Method+" "+r.URL.Path]++
		if r.Method == http.MethodHead {
			w.WriteHeader(head)
			return
		}
		w.WriteHeader(get)
	}
}

func TestDeleted(t *testing.T) {
	asked := make(map[string]int)
	s, c := serve(t, map[string]http.HandlerFunc{
		"/there":      answers(200, 500, asked),
		"/deleted":    answers(410, 410, asked),
		"/missing":    answers(404, 404, asked),
		"/nohead":     answers(405, 200, asked),
		"/noheadgone": answers(501, 410, asked),
		"/forbidden":  answers(403, 200, asked),
		"/headlies":   answers(404, 200, asked),
		"/broken":     answers(500, 500, asked),
		"/busy":       answers(429, 429, asked),
		"/moved":      func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/deleted", http.StatusFound) },
		"/reserved":   reserving,
		"/robots.txt": text("User-agent: *\nDisallow: /closed\n"),
		"/closed":     answers(410, 410, asked),
	})
	for path, want := range map[string]struct {
		status int
		fails  bool
	}{
		"/there": {}, "/deleted": {status: 410}, "/missing": {status: 404}, "/nohead": {}, "/noheadgone": {status: 410}, "/forbidden": {}, "/headlies": {}, "/moved": {status: 410},
		"/broken": {fails: true}, "/busy": {fails: true}, "/reserved": {}, "/closed": {},
	} {
		status, err := c.Deleted(context.Background(), s.URL+path)
		if status != want.status || (err != nil) != want.fails {
			t.Errorf("Deleted(%s) = %d, %v", path, status, err)
		}
	}
	if asked["GET /there"]+asked["GET /forbidden"]+asked["HEAD /closed"]+asked["GET /closed"] > 0 || asked["GET /missing"] != 1 {
		t.Errorf("asked %v", asked)
	}
	s.Close()
	if status, err := c.Deleted(context.Background(), s.URL+"/deleted"); status != 0 || err == nil {
		t.Errorf("of a server that is down: %d, %v", status, err)
	}
}

func reserving(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("tdm-reservation", "1")
	w.WriteHeader(http.StatusNotFound)
}
