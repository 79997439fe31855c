-- A line that begins with `--postgres` or ends with `--sqlite` is there for that engine alone (SchemaToPostgres).
-- The database's schema, version 1; what later versions add is in the files after it. Written for SQLite and PostgreSQL alike: plain types, no triggers, no engine's functions.
-- Times are microseconds since 1970 UTC, the least 64-bit number when unset. Enumerations are the numbers of fazhi.v1.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- The same bytes from the same URL, however often fetched; text_sha256 is what the newest pipeline made of them.
CREATE TABLE documents (
  url TEXT NOT NULL,
  document_sha256 TEXT NOT NULL,
  first_fetch BIGINT NOT NULL,
  last_fetch BIGINT NOT NULL,
  pipeline_version BIGINT NOT NULL,
  text_sha256 TEXT NOT NULL,
  ref BLOB NOT NULL,  -- fazhi.v1.DocumentRef without its time, of the greatest (pipeline_version, text_sha256, ref)
  PRIMARY KEY (url, document_sha256)
) WITHOUT ROWID;

-- One clean text at one URL with what was read out of it, by the greatest (pipeline_version, document_sha256, digest).
CREATE TABLE readings (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  pipeline_version BIGINT NOT NULL,
  document_sha256 TEXT NOT NULL,
  digest TEXT NOT NULL,
  first_fetch BIGINT NOT NULL,
  last_fetch BIGINT NOT NULL,
  text_last_fetch BIGINT NOT NULL,  -- of a speaker: over all readings of its text
  standing INTEGER NOT NULL,        -- 0 stands, 1 replaced, 2 withdrawn, 3 gone
  speaker INTEGER NOT NULL,         -- 1: speaks for its text
  state INTEGER NOT NULL,           -- 0 current, 1 history, 2 replaced, 3 withdrawn, 4 duplicate, 5 gone
  slot TEXT NOT NULL,               -- empty without one
  place TEXT NOT NULL,              -- the slot, or `url:` and the URL: what only one reading is current of
  kind INTEGER NOT NULL,
  title TEXT NOT NULL,
  document_number TEXT NOT NULL,
  issuer TEXT NOT NULL,
  reporting_body INTEGER NOT NULL,
  subject TEXT NOT NULL,
  region TEXT NOT NULL,
  region_name TEXT NOT NULL,
  level INTEGER NOT NULL,           -- 1 province, 2 prefecture, 3 county, 4 township, -1 not resolved
  prefecture TEXT NOT NULL,         -- 4 digits; of a province its 2 digits and 00; empty when not resolved
  listed INTEGER NOT NULL,
  year BIGINT NOT NULL,
  published TEXT NOT NULL,
  published_kind INTEGER NOT NULL,
  catalog_version TEXT NOT NULL,
  sections BIGINT NOT NULL,
  observations BIGINT NOT NULL,
  indicators BIGINT NOT NULL,
  outline BLOB NOT NULL,            -- fazhi.v1.Outline without text and source map, zstd
  UNIQUE (url, text_sha256)
);
CREATE INDEX readings_by_text ON readings (text_sha256);
CREATE INDEX readings_by_place ON readings (place);
CREATE INDEX readings_by_region ON readings (region, year);
CREATE INDEX readings_by_prefecture ON readings (prefecture, year);

CREATE TABLE texts (
  id INTEGER PRIMARY KEY,
  text_sha256 TEXT NOT NULL UNIQUE,
  text BLOB NOT NULL  -- UTF-8, zstd
);

CREATE TABLE observations (
  reading_id BIGINT NOT NULL,
  idx BIGINT NOT NULL,
  k BIGINT NOT NULL,  -- of the name: counts the observations on one span
  span_begin BIGINT NOT NULL,
  span_end BIGINT NOT NULL,
  source_begin BIGINT NOT NULL,
  source_end BIGINT NOT NULL,
  value_e4 BIGINT NOT NULL,
  high_e4 BIGINT,
  unit TEXT NOT NULL,
  bound INTEGER NOT NULL,
  resolution_e4 BIGINT NOT NULL,
  kind INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  status INTEGER NOT NULL,
  period TEXT NOT NULL,
  scope INTEGER NOT NULL,
  measure TEXT NOT NULL,
  indicator TEXT NOT NULL,
  part_of BIGINT,
  numerator BIGINT,
  denominator BIGINT,
  grey INTEGER NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  rule TEXT NOT NULL,
  sentence BIGINT NOT NULL,
  link_reason TEXT NOT NULL,
--postgres   year BIGINT NOT NULL,
--postgres   PRIMARY KEY (reading_id, idx, year)
--postgres ) PARTITION BY RANGE (year);
  PRIMARY KEY (reading_id, idx)  --sqlite
) WITHOUT ROWID;  --sqlite
CREATE INDEX observations_by_indicator ON observations (indicator, reading_id) WHERE indicator <> '';

CREATE TABLE findings (
  reading_id BIGINT NOT NULL,
  across INTEGER NOT NULL,  -- 1: against another report, or other years
  k BIGINT NOT NULL,
  type INTEGER NOT NULL,
  note INTEGER NOT NULL,
  span_begin BIGINT NOT NULL,  -- of the disputed figure; -1 without one
  finding BLOB NOT NULL,       -- fazhi.v1.Finding
  PRIMARY KEY (reading_id, across, k)
) WITHOUT ROWID;

-- The report's own values as they enter aggregates; ends in 1/10,000, NULL when open.
CREATE TABLE cells (
  reading_id BIGINT NOT NULL,
  k BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  scope INTEGER NOT NULL,
  low_e4 BIGINT,
  high_e4 BIGINT,
  flags INTEGER NOT NULL,  -- 1 about, 2 derived, 4 weighted, 8 counts about
  numerator_low_e4 BIGINT,
  numerator_high_e4 BIGINT,
  denominator_low_e4 BIGINT,
  denominator_high_e4 BIGINT,
  observation BIGINT NOT NULL,
  resolution_e4 BIGINT NOT NULL,
  PRIMARY KEY (reading_id, k)
) WITHOUT ROWID;

-- What the report says of earlier years.
CREATE TABLE claims (
  reading_id BIGINT NOT NULL,
  k BIGINT NOT NULL,
  year BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  scope INTEGER NOT NULL,
  low_e4 BIGINT NOT NULL,
  high_e4 BIGINT NOT NULL,
  observation BIGINT NOT NULL,
  growth INTEGER NOT NULL,
  PRIMARY KEY (reading_id, k)
) WITHOUT ROWID;

-- Sums over the current reports of one prefecture, level and kind of body. Sums are decimal integers of up to 128 bit.
CREATE TABLE totals (
  prefecture TEXT NOT NULL,
  year BIGINT NOT NULL,
  level INTEGER NOT NULL,
  reporting_body INTEGER NOT NULL,
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  scope INTEGER NOT NULL,
  n BIGINT NOT NULL,
  unlisted BIGINT NOT NULL,
  no_low BIGINT NOT NULL,
  no_high BIGINT NOT NULL,
  about BIGINT NOT NULL,
  sum_low TEXT NOT NULL,
  sum_high TEXT NOT NULL,
  max_low BIGINT,
  max_high BIGINT,
  ratios BIGINT NOT NULL,
  ratios_about BIGINT NOT NULL,
  ratios_no_low BIGINT NOT NULL,
  ratios_no_high BIGINT NOT NULL,
  ratios_unlisted BIGINT NOT NULL,
  derived BIGINT NOT NULL,
  numerator_low TEXT NOT NULL,
  numerator_high TEXT NOT NULL,
  denominator_low TEXT NOT NULL,
  denominator_high TEXT NOT NULL,
  PRIMARY KEY (prefecture, year, level, reporting_body, indicator, unit, scope)
) WITHOUT ROWID;
CREATE INDEX totals_by_indicator ON totals (indicator, year);

CREATE TABLE withdrawals (url TEXT PRIMARY KEY, withdrawn_at BIGINT NOT NULL) WITHOUT ROWID;

CREATE TABLE checks (
  region TEXT NOT NULL,
  year BIGINT NOT NULL,
  site TEXT NOT NULL,
  checked_at BIGINT NOT NULL,
  PRIMARY KEY (region, year, site)
) WITHOUT ROWID;

-- Text search: for each pair of neighbouring characters the texts that hold it, in segments that are merged as they grow.
CREATE TABLE segments (segment INTEGER PRIMARY KEY, tier BIGINT NOT NULL);
CREATE TABLE postings (
  segment BIGINT NOT NULL,
  bigram BIGINT NOT NULL,
  ids BLOB NOT NULL,  -- ids of texts, rising, as differences in base 128
  PRIMARY KEY (segment, bigram)
) WITHOUT ROWID;
