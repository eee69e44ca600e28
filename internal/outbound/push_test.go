package outbound_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"anjian/internal/outbound"
	"anjian/internal/testkit"
)

// A browser's maker, as far as it can be played: what comes is sealed and signed, and nothing of it can be read on the way.
func TestABrowserIsToldUnderSealAndForgottenWhenItIsGone(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		var status atomic.Int64
		status.Store(201)
		var heads []http.Header
		var bodies []string
		maker := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, q *http.Request) {
			text, _ := io.ReadAll(q.Body)
			heads, bodies = append(heads, q.Header), append(bodies, string(text))
			rw.WriteHeader(int(status.Load()))
		}))
		defer maker.Close()
		public, secret, err := outbound.NewPushKeys()
		if err != nil {
			t.Fatal(err)
		}
		change := func(s *outbound.Settings) {
			s.Channels = []outbound.Channel{{Code: "push", Kind: "push", Name: "手机推送", Sender: "mailto:admin@example.cn", Public: public, Secret: secret}}
		}
		shut := open(t, w, change)
		r := open(t, w, func(s *outbound.Settings) { change(s); s.AllowInside = true })
		key, err := ecdh.P256().GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		p256dh, auth := base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), base64.RawURLEncoding.EncodeToString(make([]byte, 16))
		if err := shut.KeepPush(t.Context(), w.Jia.Actor(), "https://127.0.0.1/x", p256dh, auth); !errors.Is(err, outbound.WebhookInside) {
			t.Errorf("an address inside was kept: %v", err)
		}
		for _, bad := range [][3]string{{maker.URL, "short", auth}, {maker.URL, p256dh, "!"}, {"ftp:", p256dh, auth}} {
			if err := shut.KeepPush(t.Context(), w.Jia.Actor(), bad[0], bad[1], bad[2]); !errors.Is(err, outbound.BadChoice) {
				t.Errorf("%v was kept: %v", bad, err)
			}
		}
		if err := r.KeepPush(t.Context(), w.Jia.Actor(), maker.URL+"/send/1", p256dh, auth); err != nil {
			t.Fatal(err)
		}
		if err := r.Choose(t.Context(), w.Jia.Actor(), outbound.Choices{Channels: []string{"push"}}); err != nil {
			t.Fatal(err)
		}
		w.Assigned(t)
		round(t, r)
		if len(bodies) != 1 || heads[0].Get("Content-Encoding") != "aes128gcm" || !strings.HasPrefix(heads[0].Get("Authorization"), "vapid t=") || strings.Contains(bodies[0], "派单") {
			t.Fatalf("%d came: %v", len(bodies), heads)
		}
		status.Store(http.StatusGone)
		w.Assigned(t)
		round(t, r)
		w.Assigned(t)
		w.Clock.Advance(time.Minute)
		round(t, r)
		if len(bodies) != 2 {
			t.Errorf("%d came: a browser that is gone was told again", len(bodies))
		}
	})
}
