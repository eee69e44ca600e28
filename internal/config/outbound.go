package config

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"time"
)

// Overlay is the shipped configuration with the operator's own files, where there are any, in their place.
func Overlay(folder string, shipped fs.FS) fs.FS {
	if folder == "" {
		return shipped
	}
	return overlay{os.DirFS(folder), shipped}
}

type overlay struct{ own, shipped fs.FS }

// Open takes the operator's file where it is there.
func (o overlay) Open(name string) (fs.File, error) {
	file, err := o.own.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.shipped.Open(name)
	}
	return file, err
}

// Glob lists what either has.
func (o overlay) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(o.shipped, pattern)
	if err != nil {
		return nil, err
	}
	own, err := fs.Glob(o.own, pattern)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, n := range names {
		seen[n] = true
	}
	for _, n := range own {
		if !seen[n] {
			names = append(names, n)
		}
	}
	return names, nil
}

func (c *Config) settleOutbound(refuse func(string, ...any)) {
	o := c.Outbound
	if o.CityEndpoint != "" && !webAddress(o.CityEndpoint) {
		refuse("outbound.city_endpoint: must be an address such as https://city.example.gov.cn/intake, without user, query or fragment")
	}
	if o.CityToken.Reveal() != "" && o.CityEndpoint == "" {
		refuse("outbound.city_token: is set, but outbound.city_endpoint is not")
	}
	if o.CityTimeout < time.Second || o.CityTimeout > 45*time.Second {
		refuse("outbound.city_timeout: %s is not between 1s and 45s", o.CityTimeout)
	}
	if o.ConfigDir != "" {
		if info, err := os.Stat(o.ConfigDir); err != nil || !info.IsDir() {
			refuse("outbound.config_dir: %q is no folder", o.ConfigDir)
		}
	}
}

func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}
