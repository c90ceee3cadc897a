// An app beside the drain sidecar, in Go without modules: asks /drain, hands out its affinity while it may, reports open
// sessions, and learns of a change by a long poll.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

var client = http.Client{Timeout: 65 * time.Second}

// call returns the body of a 200.
func call(method, path, body string) (string, error) {
	request, _ := http.NewRequest(method, os.Getenv("DRAIN_URL")+path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/plain")
	answer, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if answer.StatusCode != 200 {
		err = fmt.Errorf("status %d", answer.StatusCode)
	}
	return string(text), err
}

// report says how many sessions are open; your app knows, here a variable does.
func report() {
	body := `{"count":` + os.Getenv("SESSIONS") + `,"ttl_seconds":60}`
	for ; ; time.Sleep(20 * time.Second) {
		if _, err := call("PUT", "/busy/go", body); err != nil {
			fmt.Fprintln(os.Stderr, "report failed:", err)
		}
	}
}

func main() {
	go report()
	// No answer changes nothing: the last known state holds.
	for last, wait := "", ""; ; {
		state, err := call("GET", "/drain"+wait, "")
		if err != nil {
			time.Sleep(time.Second)
		} else if wait = "?wait=30&since=" + state; state != last {
			last = state
			if state == "draining" || state == "stopping" {
				fmt.Println("affinity none") // mint no new one; sessions that are here stay
			} else {
				fmt.Println("affinity", os.Getenv("DEPLOYMENT_ID"))
			}
		}
	}
}
