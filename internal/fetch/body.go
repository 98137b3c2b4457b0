package fetch

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
)

// readBody reads and decompresses an answer of at most limit bytes, before and after. With cut, what is beyond the limit
// is left; else it is an error.
func readBody(resp *http.Response, limit int64, cut bool) ([]byte, error) {
	if resp.ContentLength > limit && !cut {
		return nil, tooLarge("body", limit)
	}
	sent := &limitReader{r: resp.Body, left: limit, err: tooLarge("body", limit), cut: cut}
	plain, err := decompress(bufio.NewReader(sent), resp.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	body.Grow(int(min(max(resp.ContentLength, 0), limit)) + bytes.MinRead)
	_, err = body.ReadFrom(&limitReader{r: plain, left: limit, err: tooLarge("decompressed body", limit), cut: cut})
	if errors.Is(err, io.ErrUnexpectedEOF) && resp.ContentLength < 0 {
		err = errBodyCut
	}
	return body.Bytes(), err
}

func tooLarge(what string, limit int64) error {
	if limit < 1<<20 {
		return fmt.Errorf("%s larger than %d kB", what, limit>>10)
	}
	return fmt.Errorf("%s larger than %d MB", what, limit>>20)
}

// limitReader fails at the first byte beyond its limit.
type limitReader struct {
	r    io.Reader
	left int64
	err  error
	cut  bool
}

func (l *limitReader) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if int64(n) <= l.left {
		l.left -= int64(n)
		return n, err
	}
	n, l.left = int(l.left), 0
	if l.cut {
		return n, io.EOF
	}
	return n, l.err
}

// decompress undoes one encoding. Some servers say gzip and send plain text, or send a .gz and do not say so.
func decompress(r *bufio.Reader, encoding string) (io.Reader, error) {
	magic, _ := r.Peek(2)
	gzipped := bytes.Equal(magic, []byte{0x1f, 0x8b})
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity", "gzip", "x-gzip":
		if !gzipped {
			return r, nil
		}
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, errDecoding
		}
		z.Multistream(false)
		return encoded{z}, nil
	case "br":
		return encoded{brotli.NewReader(r)}, nil
	}
	return nil, fmt.Errorf("content encoding %q was not asked for", encoding)
}

// encoded tells a damaged compression from a damaged connection.
type encoded struct{ r io.Reader }

func (e encoded) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	switch {
	case err == nil, err == io.EOF:
		return n, err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return n, errCut
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum),
		strings.HasPrefix(err.Error(), "flate: "), strings.HasPrefix(err.Error(), "brotli: "):
		return n, errDecoding
	}
	return n, err
}

// notText are the kinds of content in which there is nothing to read.
var notText = []string{"application/pdf", "application/zip", "audio/", "font/", "image/", "video/"}

func checkType(contentType string, a ask) error {
	kind, _, _ := mime.ParseMediaType(contentType)
	for _, prefix := range notText {
		if a != rulesAsk && strings.HasPrefix(kind, prefix) {
			return wrongType(contentType, a)
		}
	}
	return nil
}

func wrongType(contentType string, a ask) error {
	if a == feedAsk {
		return fmt.Errorf("content type %q is not a feed", contentType)
	}
	return fmt.Errorf("content type %q is not a page", contentType)
}

// checkBody takes as a page what says it is HTML, or looks like it: pages come as text/plain and octet-stream too.
func checkBody(body []byte, contentType string, a ask) error {
	if a != pageAsk {
		return nil
	}
	kind, _, _ := mime.ParseMediaType(contentType)
	if kind == "" || kind == "text/html" || kind == "application/xhtml+xml" || looksLikeHTML(body) {
		return nil
	}
	return wrongType(contentType, a)
}

func looksLikeHTML(body []byte) bool {
	head := bytes.ToLower(body[:min(len(body), 2048)])
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<article", "<p>", "<div"} {
		if bytes.Contains(head, []byte(tag)) {
			return true
		}
	}
	return false
}
