-- +goose Up
-- A link to report what was put right was one to the whole check. It becomes one to the newest order that was there when it
-- was made: ids are UUIDv7 and grow with time. One for which there is none opens nothing of the loop any more.
UPDATE links SET order_id = COALESCE((SELECT MAX(i.order_id) FROM order_items i WHERE i.check_id = links.check_id AND i.bureau_id = links.bureau_id AND i.order_id < links.id), '')
WHERE purpose = 'rectify' AND order_id = '';
