package outbound

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/mail"
	"net/smtp"
	"time"
)

// letters sends e-mail by SMTP, under TLS wherever the server offers it, and never shows a password without.
type letters struct{ now func() time.Time }

func (l letters) Notify(ctx context.Context, ch Channel, to Recipient, m Message) error {
	if to.Email == "" {
		return Unreachable("no e-mail address was given")
	}
	from, err := mail.ParseAddress(ch.Sender)
	if err != nil {
		return Unreachable("the sender's address makes no sense")
	}
	host, _, err := net.SplitHostPort(ch.Host)
	if err != nil {
		return Unreachable("the mail server's address makes no sense")
	}
	var dial net.Dialer
	line, err := dial.DialContext(ctx, "tcp", ch.Host)
	if err != nil {
		return errors.New("the mail server does not answer")
	}
	defer line.Close()
	if end, ok := ctx.Deadline(); ok {
		if err := line.SetDeadline(end); err != nil {
			return err
		}
	}
	c, err := smtp.NewClient(line, host)
	if err != nil {
		return fmt.Errorf("the mail server: %w", err)
	}
	defer c.Close()
	if ok, _ := c.Extension("STARTTLS"); ok {
		if err := c.StartTLS(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}); err != nil {
			return errors.New("the mail server's certificate does not hold")
		}
	}
	if ch.User != "" {
		// PlainAuth itself refuses to send a password to another machine without TLS.
		if err := c.Auth(smtp.PlainAuth("", ch.User, ch.Secret, host)); err != nil {
			return errors.New("the mail server does not take our name")
		}
	}
	if err := c.Mail(from.Address); err != nil {
		return fmt.Errorf("the mail server: %w", err)
	}
	if err := c.Rcpt(to.Email); err != nil {
		return fmt.Errorf("the mail server: %w", err)
	}
	w, err := c.Data()
	if err != nil {
		return fmt.Errorf("the mail server: %w", err)
	}
	if _, err := w.Write(letter(from, to, m, l.now())); err != nil {
		return fmt.Errorf("the mail server: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("the mail server: %w", err)
	}
	return c.Quit()
}

func letter(from *mail.Address, to Recipient, m Message, at time.Time) []byte {
	head := "From: " + from.String() + "\r\nTo: " + (&mail.Address{Name: to.Name, Address: to.Email}).String() + "\r\nSubject: " + mime.BEncoding.Encode("utf-8", "安监："+m.Title) +
		"\r\nDate: " + at.Format(time.RFC1123Z) + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n"
	text := base64.StdEncoding.EncodeToString([]byte(to.Name + "：\n\n" + m.Text + "\n" + m.Link + "\n"))
	for len(text) > 76 {
		head, text = head+text[:76]+"\r\n", text[76:]
	}
	return []byte(head + text + "\r\n")
}
