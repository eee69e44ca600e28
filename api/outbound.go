package main

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"anjian/configs"
	"anjian/internal/casework"
	"anjian/internal/config"
	"anjian/internal/inspection"
	"anjian/internal/outbound"
	"anjian/internal/store"
)

// openOutbound opens the room of what leaves by itself, with the calendar, the clocks and the mapping of reports.
func openOutbound(ctx context.Context, c config.Config, st *store.Store, cases *casework.Room) (*outbound.Room, error) {
	files := config.Overlay(c.Outbound.ConfigDir, configs.FS)
	calendar, err := config.LoadCalendar(files)
	if err != nil {
		return nil, err
	}
	clocks, err := config.LoadClocks(files)
	if err != nil {
		return nil, err
	}
	reporting, err := config.LoadReporting(files)
	if err != nil {
		return nil, err
	}
	mapping := outbound.Mapping{System: reporting.System}
	for _, column := range reporting.Columns {
		mapping.Columns = append(mapping.Columns, outbound.MappedColumn(column))
	}
	notices, channels, err := noticeSettings(ctx, files, st)
	if err != nil {
		return nil, err
	}
	return outbound.New(st, outbound.Settings{
		Calendar: calendar, Clocks: clocks, Mapping: mapping, Notices: notices, Channels: channels, PublicURL: c.PublicURL, AllowInside: c.Outbound.AllowInside,
		Due:  dueIn(cases),
		City: outbound.City{Endpoint: c.Outbound.CityEndpoint, Token: c.Outbound.CityToken.Reveal(), Timeout: c.Outbound.CityTimeout},
	})
}

// soonest is how many days ahead what is due is looked for.
const soonest = 30

// dueIn asks the cases what is due, on every page: who is told nothing of the 301st check is not helped by the first 300.
func dueIn(cases *casework.Room) outbound.DueFinder {
	return func(ctx context.Context, actor inspection.Actor) ([]outbound.Due, error) {
		due := []outbound.Due{}
		for cursor := ""; ; {
			list, err := cases.Due(ctx, actor, soonest, cursor, casework.MostDueChecks)
			if err != nil {
				return nil, err
			}
			for _, item := range list.Items {
				due = append(due, outbound.Due{BureauID: actor.BureauID, CheckID: item.CheckID, Kind: string(item.What), DueOn: item.DueOn, Urgency: item.Urgency})
			}
			if cursor = list.NextCursor; cursor == "" {
				return due, nil
			}
		}
	}
}

// noticeSettings reads the words of notices and the channels; a channel of a bureau finds it by its short name.
func noticeSettings(ctx context.Context, files fs.FS, st *store.Store) (outbound.Notices, []outbound.Channel, error) {
	told, err := config.LoadNotices(files)
	if err != nil {
		return outbound.Notices{}, nil, err
	}
	words := outbound.Notices{Quiet: outbound.Quiet(told.Quiet), Kinds: map[string]outbound.Template{}}
	for _, k := range told.Kinds {
		words.Kinds[k.Code] = outbound.Template{Title: k.Title, TitleEn: k.TitleEn, Text: k.Text, Urgent: k.Urgent}
	}
	if err := words.Quiet.Check(); err != nil {
		return words, nil, err
	}
	ways, err := config.LoadChannels(files)
	if err != nil {
		return words, nil, err
	}
	bureaus, err := st.Bureaus(ctx)
	if err != nil {
		return words, nil, err
	}
	var channels []outbound.Channel
	for _, w := range ways {
		ch := outbound.Channel{Code: w.Code, Kind: w.Kind, Name: w.Name, URL: w.URL, Secret: w.Secret.Reveal(), Public: w.Public, Host: w.Host, User: w.User, Sender: w.Sender}
		if w.Bureau != "" {
			i := slices.IndexFunc(bureaus, func(b store.Bureau) bool { return b.Abbrev == w.Bureau })
			if i < 0 {
				return words, nil, fmt.Errorf("channels.yaml: there is no bureau %s here", w.Bureau)
			}
			ch.BureauID = bureaus[i].ID
		}
		channels = append(channels, ch)
	}
	return words, channels, nil
}

// keepOutbound feeds and empties the outbox; several servers may do so at once. stop cuts off what is under way: whoever
// takes it next asks what became of it.
func keepOutbound(leaving *outbound.Room) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		leaving.Work(ctx)
	}()
	return func() { cancel(); <-done }
}
