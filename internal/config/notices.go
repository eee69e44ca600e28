package config

import (
	"errors"
	"fmt"
	"io/fs"
)

// Notices is notices.yaml: what people are told, in which words, and when not.
type Notices struct {
	Quiet struct{ From, Until string }
	Kinds []struct {
		Code, Title, Text string
		TitleEn           string `yaml:"title_en"`
		Urgent            bool
	}
}

// LoadNotices reads notices.yaml of fsys (configs.FS, or the operator's own folder).
func LoadNotices(fsys fs.FS) (n Notices, err error) {
	text, err := fs.ReadFile(fsys, "notices.yaml")
	if err != nil {
		return n, fmt.Errorf("config: read the words of notices: %w", err)
	}
	if err := strict(text, &n); err != nil {
		return n, fmt.Errorf("config: notices.yaml: %w", err)
	}
	seen := map[string]bool{}
	for _, k := range n.Kinds {
		if k.Code == "" || k.Title == "" || k.Text == "" || k.TitleEn == "" || seen[k.Code] {
			return n, fmt.Errorf("config: notices.yaml: %q lacks words or stands twice", k.Code)
		}
		seen[k.Code] = true
	}
	return n, nil
}

// Channel is one line of channels.yaml.
type Channel struct {
	Code, Kind, Name, Bureau, URL, Host, User, Sender, Public string

	Secret Secret
}

// LoadChannels reads channels.yaml of fsys. It holds secrets: an error says nothing of its content.
func LoadChannels(fsys fs.FS) ([]Channel, error) {
	text, err := fs.ReadFile(fsys, "channels.yaml")
	if err != nil {
		return nil, fmt.Errorf("config: read the channels: %w", err)
	}
	var file struct{ Channels []Channel }
	if err := strict(text, &file); err != nil {
		return nil, errors.New("config: channels.yaml cannot be read: a key is not known, or a value of the wrong kind")
	}
	return file.Channels, nil
}
