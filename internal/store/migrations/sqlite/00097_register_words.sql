-- +goose Up
-- Everything a search of the register looks at, in the order in which it is listed: a search reads this and not the rows.
CREATE INDEX enterprises_words ON enterprises (bureau_id, name, id, initials, pinyin, former, credit_code);
