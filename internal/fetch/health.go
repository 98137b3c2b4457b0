package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"time"
)

// health is what is remembered of a feed that fails from night to night.
type health struct {
	URL      string    `json:"url"`
	Failures int       `json:"failures"` // nights in a row
	Last     time.Time `json:"last"`     // when the last night was counted
	Next     time.Time `json:"next"`     // not asked before
	Status   int       `json:"status,omitempty"`
	Cause    string    `json:"cause"`
}

const (
	patience = 3                   // nights that a feed may fail before it is left alone
	longest  = 8 * 24 * time.Hour  // between two tries
	night    = 12 * time.Hour      // two failures within are of one night
	early    = 2 * time.Hour       // a job that starts early is still of the next night
	gone     = 32 * 24 * time.Hour // after a 410
)

func healthFile(rawURL string) string { return path.Join("health", hash(rawURL)+".json") }

func (c cache) health(rawURL string) health {
	var h health
	if c.root == nil {
		return h
	}
	data, err := c.root.ReadFile(healthFile(rawURL))
	if err != nil || json.Unmarshal(data, &h) != nil || h.URL != rawURL {
		return health{}
	}
	return h
}

func (c cache) setHealth(h health) {
	if c.root == nil {
		return
	}
	if data, err := json.Marshal(h); err == nil {
		c.write(healthFile(h.URL), data)
	}
}

func (c cache) forgetHealth(rawURL string) {
	if c.root != nil {
		c.root.Remove(healthFile(rawURL))
	}
}

// failed counts a failure: nothing changes for the first nights, then the pause doubles.
func (h health) failed(rawURL string, err error, now time.Time) health {
	if h.Failures > 0 && now.Sub(h.Last) < night {
		return h
	}
	h.URL, h.Last = rawURL, now
	h.Failures++
	var e *Error
	if errors.As(err, &e) {
		h.Status, h.Cause = e.Status, e.Cause()
	}
	switch {
	case h.Status == http.StatusGone:
		h.Next = now.Add(gone - early)
	case h.Failures > patience:
		h.Next = now.Add(min(longest, 24*time.Hour<<min(h.Failures-patience-1, 10)) - early)
	}
	return h
}

// rest is the error of a feed that is not asked tonight.
func (h health) rest() error {
	return &Error{URL: h.URL, Status: h.Status, err: &Resting{Cause: h.Cause, Nights: h.Failures, Until: h.Next}}
}

// Resting is a feed that was not asked, because it was dead for several nights.
type Resting struct {
	Cause  string
	Nights int
	Until  time.Time
}

func (r *Resting) Error() string {
	if r.Nights <= patience { // a 410 is believed at once
		return fmt.Sprintf("%s, next try after %s", r.Cause, r.Until.Format(time.DateOnly))
	}
	return fmt.Sprintf("%s for %d nights, next try after %s", r.Cause, r.Nights, r.Until.Format(time.DateOnly))
}

// dead reports whether a failure counts against a feed: not what is our fault, our network's, or passes.
func dead(err error) bool {
	var e *Error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, ErrRefused):
		return false
	case noRoute(err), errors.Is(err, errOffline):
		return false
	}
	return !errors.As(err, &e) || e.Status != http.StatusTooManyRequests && e.Status != http.StatusServiceUnavailable
}
