-- Version 2: several consumers of a broker's partitions; what became of every document.

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
