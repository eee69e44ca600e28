-- +goose Up
-- The day from which something is due was not written for checks that stood here before it was; '?' marks those that the
-- program reckons when it has brought the tables up to date.
UPDATE checks SET due_from = '?' WHERE due_from = '' AND state IN ('open', 'recorded', 'signed', 'entry_refused');
