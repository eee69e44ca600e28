package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

const password = "anjian-demo"

// door is the server as one client sees it.
type door struct {
	base string
	http *http.Client
}

// person is somebody signed in.
type person struct {
	username, id, token string
}

func openDoor(base string) *door {
	return &door{base: base, http: &http.Client{Timeout: 2 * time.Minute, Transport: &http.Transport{MaxIdleConns: 256, MaxIdleConnsPerHost: 256}}}
}

// signIn gives a person with a fresh token, good for a quarter of an hour.
func (d *door) signIn(ctx context.Context, username string) (*person, error) {
	var pass struct {
		AccessToken string `json:"accessToken"`
		Person      struct {
			ID string `json:"id"`
		} `json:"person"`
	}
	body, err := json.Marshal(map[string]string{"username": username, "password": password})
	if err != nil {
		return nil, err
	}
	if err := d.call(ctx, nil, http.MethodPost, "/api/v1/sessions", body, &pass); err != nil {
		return nil, fmt.Errorf("sign in as %s: %w", username, err)
	}
	return &person{username: username, id: pass.Person.ID, token: pass.AccessToken}, nil
}

// call makes one request and reads its JSON answer into out.
func (d *door) call(ctx context.Context, who *person, method, path string, body []byte, out any) error {
	text, err := d.raw(ctx, who, method, path, body)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, out)
}

// raw makes one request and gives its answer, whole. Anything but success is an error.
func (d *door) raw(ctx context.Context, who *person, method, path string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, d.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if who != nil {
		req.Header.Set("Authorization", "Bearer "+who.token)
	}
	res, err := d.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if res.StatusCode/100 != 2 {
		return nil, fmt.Errorf("%s %s: %s: %.500s", method, path, res.Status, text)
	}
	return text, nil
}
