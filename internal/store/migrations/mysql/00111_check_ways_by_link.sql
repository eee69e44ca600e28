-- +goose Up
-- What was set when a check was approved stays with it. No other word of a record is written like this one: quotation
-- marks inside a text are escaped.
UPDATE checks SET record = REPLACE(record, '"own_phone"', '"own_phone","own_link"') WHERE record LIKE '%"own_phone"%' AND record NOT LIKE '%"own_link"%';
