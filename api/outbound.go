package main

import (
	"context"

	"anjian/configs"
	"anjian/internal/config"
	"anjian/internal/outbound"
	"anjian/internal/store"
)

// openOutbound opens the room of what leaves by itself, with the calendar, the clocks and the mapping of reports.
func openOutbound(c config.Config, st *store.Store) (*outbound.Room, error) {
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
	return outbound.New(st, outbound.Settings{
		Calendar: calendar, Clocks: clocks, Mapping: mapping,
		City: outbound.City{Endpoint: c.Outbound.CityEndpoint, Token: c.Outbound.CityToken.Reveal(), Timeout: c.Outbound.CityTimeout},
	})
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
