package feed

import (
	"fmt"
	"testing"
	"time"
)

// TestPublished: the day is the one that readers knew, whatever the zone of the server.
func TestPublished(t *testing.T) {
	for date, want := range map[string]string{
		"Mon, 10 Feb 2025 00:30:00 +0100":         "2025-02-10T00:30:00+01:00",
		"Sun, 09 Feb 2025 23:30:00 GMT":           "2025-02-10T00:30:00+01:00",
		"Sun, 09 Feb 2025 18:30:00 EST":           "2025-02-10T00:30:00+01:00",
		"2025-02-09T23:30:00Z":                    "2025-02-10T00:30:00+01:00",
		"Mon, 10 Feb 2025 23:30:00":               "2025-02-10T23:30:00+01:00",
		"2025-02-10 23:30:00":                     "2025-02-10T23:30:00+01:00",
		"2025-02-10":                              "2025-02-10T00:00:00+01:00",
		"February 10, 2025 11:30 PM":              "2025-02-10T23:30:00+01:00",
		"2025-07-10 00:10:00":                     "2025-07-10T00:10:00+02:00",
		"Thu, 10 Jul 2025 00:10:00 +0200":         "2025-07-10T00:10:00+02:00",
		"jeudi 10 juillet 2025 à 23h50":           "2025-07-10T23:50:00+02:00",
		"10 juli 2025 23:50 CEST":                 "2025-07-10T23:50:00+02:00",
		"10/07/2025 23:50":                        "2025-07-10T23:50:00+02:00",
		"Sun, 30 Mar 2025 00:59:59 GMT":           "2025-03-30T01:59:59+01:00",
		"Sun, 30 Mar 2025 01:00:00 GMT":           "2025-03-30T03:00:00+02:00",
		"Sun, 26 Oct 2025 01:00:00 GMT":           "2025-10-26T02:00:00+01:00",
		"Mon Feb 10 2025 00:30:00 GMT+0100 (CET)": "2025-02-10T00:30:00+01:00",
		"Wed, 31 Dec 2025 23:30:00 GMT":           "2026-01-01T00:30:00+01:00",
	} {
		doc := fmt.Sprintf("<rss><channel><item><title>a</title><pubDate>%s</pubDate></item></channel></rss>", date)
		f, err := Parse([]byte(doc), "", "")
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Items[0].Published.Format(time.RFC3339); got != want {
			t.Errorf("%q is %s, want %s", date, got, want)
		}
	}
}
