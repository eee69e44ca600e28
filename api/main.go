// Command anjian is the server: the API, the phone's app and the office pages from one program.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"anjian/api/rest"
	"anjian/internal/config"
	"anjian/internal/outbound"
)

// version is set by the build: -ldflags "-X main.version=…".
var version = "dev"

const usage = `usage: anjian [command]

  serve     run the server (also without a command)
  demo      run the server with the demo world; the same as ANJIAN_DEMO=true
  found     found a bureau: found FILE (configs/bureau.example.yaml explains it)
  migrate   bring the database to this program's schema, and end
  openapi   print the API document, and end
  verify    verify a case file: verify FILE [FINGERPRINT…], the fingerprints being of keys to trust
  verify-draw  work a draw out again: verify-draw FILE.json [PAGE.html], the page doing the same in a browser
  health    ask a running server whether it is ready (ANJIAN_ADDR); ends with 0 or 1
  vapid     print a pair of keys for a push channel (configs/channels.yaml)
  version   print the version

Settings: configs/server.yaml explains every key; ANJIAN_CONFIG names a file of your own, ANJIAN_… sets one key.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Environ()); err != nil {
		fmt.Fprintln(os.Stderr, "anjian:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args, environ []string) error {
	command := "serve"
	if len(args) > 0 {
		command = args[0]
	}
	switch command {
	case "version":
		fmt.Println(version)
		return nil
	case "openapi":
		text, err := rest.Document(version)
		fmt.Print(string(text))
		return err
	case "vapid":
		public, secret, err := outbound.NewPushKeys()
		fmt.Printf("public: %s\nsecret: %s\n", public, secret)
		return err
	case "demo":
		environ = append(environ, "ANJIAN_DEMO=true")
	case "help", "-h", "--help":
		fmt.Print(usage)
		return nil
	case "verify":
		return verify(args[1:], os.Stdout)
	case "verify-draw":
		return verifyDraw(args[1:], os.Stdout)
	case "found":
		if len(args) != 2 {
			return fmt.Errorf("found needs the bureau's file: anjian found FILE")
		}
	case "serve", "migrate", "health":
	default:
		return fmt.Errorf("there is no command %q\n\n%s", command, usage)
	}
	c, err := config.Load("", environ)
	if err != nil {
		return err
	}
	switch command {
	case "found":
		return found(ctx, c, args[1], os.Stdout)
	case "migrate":
		return migrate(ctx, c)
	case "health":
		return health(ctx, c)
	}
	return serve(ctx, c)
}
