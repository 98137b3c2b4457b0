package fetch

import (
	"context"
	"errors"
	"net/http"
)

// Deleted asks whether a page that was once there is there no more, and returns its server's answer: 404 or 410, or 0
// where the page is there, may not be asked for, or nobody can tell tonight; err says why not. It asks by HEAD; some
// servers answer that with anything, so only what a GET confirms is believed.
func (c *Client) Deleted(ctx context.Context, rawURL string) (status int, err error) {
	c.once.Do(c.start)
	switch _, err = c.follow(ctx, rawURL, headAsk, kept{}); statusOf(err) {
	case http.StatusNotFound, http.StatusGone, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		_, err = c.follow(ctx, rawURL, pageAsk, kept{})
	}
	switch status = statusOf(err); {
	case status == http.StatusNotFound, status == http.StatusGone:
		return status, nil
	case status >= 400 && status < 500 && status != http.StatusTooManyRequests:
		return 0, nil // 401, 403, 451: it is there, for others
	}
	return 0, err
}

// statusOf is the answer of which an error comes; 0 where there was none.
func statusOf(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
}
