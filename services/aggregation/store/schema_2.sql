-- Version 2: PostgreSQL; several consumers of a broker's partitions; what became of every document.

-- The year of the report. Observations of each year have a table of their own in PostgreSQL; further years can be added by a later
-- version, before reports of them come.
ALTER TABLE observations ADD COLUMN year BIGINT NOT NULL DEFAULT 0;  --sqlite
UPDATE observations SET year = (SELECT year FROM readings WHERE id = reading_id);  --sqlite
ALTER TABLE segments RENAME COLUMN segment TO id;
--postgres CREATE TABLE observations_2015 PARTITION OF observations FOR VALUES FROM (2015) TO (2016);
--postgres CREATE TABLE observations_2016 PARTITION OF observations FOR VALUES FROM (2016) TO (2017);
--postgres CREATE TABLE observations_2017 PARTITION OF observations FOR VALUES FROM (2017) TO (2018);
--postgres CREATE TABLE observations_2018 PARTITION OF observations FOR VALUES FROM (2018) TO (2019);
--postgres CREATE TABLE observations_2019 PARTITION OF observations FOR VALUES FROM (2019) TO (2020);
--postgres CREATE TABLE observations_2020 PARTITION OF observations FOR VALUES FROM (2020) TO (2021);
--postgres CREATE TABLE observations_2021 PARTITION OF observations FOR VALUES FROM (2021) TO (2022);
--postgres CREATE TABLE observations_2022 PARTITION OF observations FOR VALUES FROM (2022) TO (2023);
--postgres CREATE TABLE observations_2023 PARTITION OF observations FOR VALUES FROM (2023) TO (2024);
--postgres CREATE TABLE observations_2024 PARTITION OF observations FOR VALUES FROM (2024) TO (2025);
--postgres CREATE TABLE observations_2025 PARTITION OF observations FOR VALUES FROM (2025) TO (2026);
--postgres CREATE TABLE observations_2026 PARTITION OF observations FOR VALUES FROM (2026) TO (2027);
--postgres CREATE TABLE observations_2027 PARTITION OF observations FOR VALUES FROM (2027) TO (2028);
--postgres CREATE TABLE observations_2028 PARTITION OF observations FOR VALUES FROM (2028) TO (2029);
--postgres CREATE TABLE observations_2029 PARTITION OF observations FOR VALUES FROM (2029) TO (2030);
--postgres CREATE TABLE observations_2030 PARTITION OF observations FOR VALUES FROM (2030) TO (2031);
--postgres CREATE TABLE observations_2031 PARTITION OF observations FOR VALUES FROM (2031) TO (2032);
--postgres CREATE TABLE observations_2032 PARTITION OF observations FOR VALUES FROM (2032) TO (2033);
--postgres CREATE TABLE observations_2033 PARTITION OF observations FOR VALUES FROM (2033) TO (2034);
--postgres CREATE TABLE observations_2034 PARTITION OF observations FOR VALUES FROM (2034) TO (2035);
--postgres CREATE TABLE observations_2035 PARTITION OF observations FOR VALUES FROM (2035) TO (2036);
--postgres CREATE TABLE observations_other PARTITION OF observations DEFAULT;

-- How far each partition of a topic is taken in: the offset of the next record.
CREATE TABLE positions (
  topic TEXT NOT NULL,
  partition_id BIGINT NOT NULL,
  next_offset BIGINT NOT NULL,
  PRIMARY KEY (topic, partition_id)
) WITHOUT ROWID;

-- Records that no stage could read, by the place of the record that failed.
CREATE TABLE dead_letters (
  topic TEXT NOT NULL,
  partition_id BIGINT NOT NULL,
  record_offset BIGINT NOT NULL,
  url TEXT NOT NULL,
  document_sha256 TEXT NOT NULL,
  stage TEXT NOT NULL,
  code INTEGER NOT NULL,  -- of google.rpc.Code
  reason TEXT NOT NULL,
  message TEXT NOT NULL,
  failed_at BIGINT NOT NULL,
  PRIMARY KEY (topic, partition_id, record_offset)
) WITHOUT ROWID;
CREATE INDEX dead_letters_by_url ON dead_letters (url);
CREATE INDEX dead_letters_by_document ON dead_letters (document_sha256);
CREATE INDEX documents_by_sha256 ON documents (document_sha256);
