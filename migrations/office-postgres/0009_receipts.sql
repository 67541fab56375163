-- How many records of a device have a receipt, which a tablet is told each time it asks: counted as they are given.
ALTER TABLE device ADD COLUMN receipts BIGINT NOT NULL DEFAULT 0;

UPDATE device SET receipts = (SELECT COUNT(r.office_seq) FROM record r
    WHERE r.tenant = device.tenant AND r.device = device.device);
