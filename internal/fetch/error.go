package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
)

// Error is a request without a useful answer, in one line.
type Error struct {
	URL    string // as it was asked for
	Via    string // the redirect on which it failed; empty when there was none
	Status int    // of the answer; 0 when there was none
	err    error
}

func (e *Error) Error() string {
	s := "GET " + e.URL + ": "
	if e.Via != "" {
		s += "redirect to " + e.Via + ": "
	}
	return s + e.Cause()
}

// Cause is the error without the address.
func (e *Error) Cause() string { return cause(e.err) }

func (e *Error) Unwrap() error { return e.err }

// ErrRefused is in the chain of errors that come of our own rules: private addresses, schemes, ports, credentials.
var ErrRefused = errors.New("refused")

// refusal is an address that we do not ask.
type refusal string

func (r refusal) Error() string     { return string(r) }
func (r refusal) Is(err error) bool { return err == ErrRefused }

// statusError is an answer that is not the thing asked for.
type statusError int

func (s statusError) Error() string {
	return strings.TrimSpace(strconv.Itoa(int(s)) + " " + http.StatusText(int(s)))
}

var (
	errLoop      = errors.New("redirects in a loop")
	errRedirects = errors.New("more than " + strconv.Itoa(maxRedirects) + " redirects")
	errHeader    = errors.New("headers larger than " + strconv.Itoa(maxHeader>>10) + " kB")
	errOffline   = errors.New("not tried, there is no network")
	errShort     = errors.New("body shorter than its Content-Length")
	errBodyCut   = errors.New("body cut short")
	errCut       = errors.New("compressed body cut short")
	errDecoding  = errors.New("compressed body is damaged")
	errTime      = errors.New("time is up")
)

// cause names a fault in a few words, without names of Go functions.
func cause(err error) string {
	var dns *net.DNSError
	var refused refusal
	switch {
	case errors.As(err, &refused):
		return string(refused)
	case errors.As(err, &dns):
		return dnsCause(dns)
	case errors.Is(err, context.Canceled):
		return "interrupted"
	case errors.Is(err, context.DeadlineExceeded):
		return "out of time"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "connection reset"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "no route to the server"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errShort.Error()
	case errors.Is(err, io.EOF):
		return "connection closed without an answer"
	}
	if s := tlsCause(err); s != "" {
		return s
	}
	return plainCause(err.Error())
}

// noNetwork is how many requests must find no network before the others are not tried: each may take ten seconds.
const noNetwork = 8

// noRoute reports a fault of our own network rather than of a server.
func noRoute(err error) bool {
	var dns *net.DNSError
	return errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH) || errors.As(err, &dns) && !dns.IsNotFound
}

func dnsCause(err *net.DNSError) string {
	switch {
	case err.IsNotFound:
		return "no such host"
	case err.IsTimeout:
		return "name not resolved in time"
	}
	return "name not resolved"
}

func tlsCause(err error) string {
	var verification *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var hostname x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &authority):
		return "TLS: certificate signed by unknown authority"
	case errors.As(err, &hostname):
		return "TLS: certificate is for another host"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "TLS: certificate has expired or is not yet valid"
	case errors.As(err, &verification), errors.As(err, &invalid):
		return "TLS: certificate is not valid"
	case errors.As(err, &record):
		return "TLS: the server does not speak it"
	}
	if s := err.Error(); strings.Contains(s, "tls: ") {
		return "TLS: " + s[strings.LastIndex(s, "tls: ")+len("tls: "):]
	}
	return ""
}

func plainCause(s string) string {
	switch {
	case strings.Contains(s, "server response headers exceeded"):
		return errHeader.Error()
	case strings.Contains(s, "malformed HTTP"), strings.Contains(s, "malformed MIME header"):
		return "not an HTTP answer"
	case strings.Contains(s, "chunk"):
		return "body is not sent as its headers say"
	case strings.Contains(s, "server gave HTTP response to HTTPS client"):
		return "TLS: the server does not speak it"
	}
	for _, prefix := range []string{"net/http: ", "http: ", "http2: ", "proxyconnect tcp: "} {
		s = strings.TrimPrefix(s, prefix)
	}
	return s
}
