-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Ebb Authors
-- A store as version 9 made it: as that of version 8, with quiet hours and reminders. Never change this file.
PRAGMA application_id = 1164075635;
PRAGMA user_version = 9;
BEGIN TRANSACTION;
CREATE TABLE agreement (person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE, question TEXT NOT NULL, agreed_s INTEGER NOT NULL CHECK (agreed_s > 0), withdrawn_s INTEGER, PRIMARY KEY (person, question, agreed_s)) STRICT, WITHOUT ROWID;
INSERT INTO "agreement" VALUES(1,'veins',1690000000,NULL);
CREATE TABLE answer (answers INTEGER NOT NULL REFERENCES answers (number) ON DELETE CASCADE, question TEXT NOT NULL, answer TEXT NOT NULL CHECK (answer IN ('no', 'yes', 'unsure')), PRIMARY KEY (answers, question)) STRICT, WITHOUT ROWID;
INSERT INTO "answer" VALUES(1,'bones','no');
INSERT INTO "answer" VALUES(1,'skin','unsure');
CREATE TABLE answers (number INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE, saved_s INTEGER NOT NULL, answered_s INTEGER NOT NULL CHECK (answered_s > 0), revision INTEGER NOT NULL CHECK (revision > 0), age_years INTEGER CHECK (age_years BETWEEN 0 AND 130), skin_legs TEXT, has_no_fever INTEGER NOT NULL CHECK (has_no_fever IN (0, 1)), is_helper_present INTEGER NOT NULL CHECK (is_helper_present IN (0, 1))) STRICT;
INSERT INTO "answers" VALUES(1,1,1700000000,1700000000,1,40,'left',1,0);
CREATE TABLE boots (
  identity TEXT PRIMARY KEY NOT NULL,
  serial TEXT,
  name TEXT NOT NULL,
  definition_id TEXT NOT NULL,
  epoch INTEGER NOT NULL CHECK (epoch BETWEEN 0 AND 4294967295)) STRICT, WITHOUT ROWID;
INSERT INTO "boots" VALUES('C0:FF:EE:00:00:01',NULL,'Simulated boots','ebb',7);
CREATE TABLE driven_boots (
  session INTEGER NOT NULL REFERENCES session_journal (session) ON DELETE CASCADE,
  identity TEXT NOT NULL,
  epoch INTEGER NOT NULL CHECK (epoch BETWEEN 0 AND 4294967295),
  PRIMARY KEY (session, identity)) STRICT, WITHOUT ROWID;
CREATE TABLE leg_check (
  serial TEXT PRIMARY KEY NOT NULL,
  sides TEXT NOT NULL CHECK (sides IN ('as-marked', 'swapped')),
  checked_wall_us INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "leg_check" VALUES('EBB-SIM-0001','swapped',1700000000000000);
CREATE TABLE person (number INTEGER PRIMARY KEY, age_years INTEGER CHECK (age_years BETWEEN 0 AND 130), due_s INTEGER, edited_s INTEGER, extended_acknowledged_s INTEGER, own_cap_pa INTEGER CHECK (own_cap_pa > 0), own_longest_s INTEGER CHECK (own_longest_s > 0), id TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', colour TEXT NOT NULL DEFAULT 'blue', born TEXT CHECK (born GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'), quiet_from_min INTEGER CHECK (quiet_from_min BETWEEN 0 AND 1439), quiet_until_min INTEGER CHECK (quiet_until_min BETWEEN 0 AND 1439)) STRICT;
INSERT INTO "person" VALUES(1,41,NULL,NULL,NULL,NULL,NULL,'01234567-89ab-4cde-a012-3456789abcde','Ada','green','1983-07',1320,420);
CREATE TABLE plan (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE, program_id TEXT NOT NULL, boots_identity TEXT, legs TEXT NOT NULL, length_s INTEGER NOT NULL CHECK (length_s >= 0), rule TEXT, start_local TEXT NOT NULL, zone TEXT NOT NULL, stop_by_min INTEGER CHECK (stop_by_min BETWEEN 0 AND 1439), made_s INTEGER NOT NULL CHECK (made_s > 0)) STRICT;
INSERT INTO "plan" VALUES(1,'11111111-2222-4333-a444-555555555555',1,'gentle-wave',NULL,'both',1200,'FREQ=WEEKLY;BYDAY=TU,TH','2026-03-24T20:30','Europe/Berlin',1350,1700000000);
CREATE TABLE plan_missed (plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE, slot_local TEXT NOT NULL, start_s INTEGER NOT NULL, PRIMARY KEY (plan, slot_local)) STRICT, WITHOUT ROWID;
INSERT INTO "plan_missed" VALUES(1,'2026-01-06T20:30',1767727800);
CREATE TABLE plan_reminder (plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE, slot_local TEXT NOT NULL, due_s INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('given', 'later', 'answered')), PRIMARY KEY (plan, slot_local)) STRICT, WITHOUT ROWID;
INSERT INTO "plan_reminder" VALUES(1,'2026-01-08T20:30',1767900600,'given');
CREATE TABLE plan_skip (plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE, slot_local TEXT NOT NULL, PRIMARY KEY (plan, slot_local)) STRICT, WITHOUT ROWID;
INSERT INTO "plan_skip" VALUES(1,'2026-03-26T20:30');
CREATE TABLE plan_move (plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE, slot_local TEXT NOT NULL, to_local TEXT NOT NULL, PRIMARY KEY (plan, slot_local)) STRICT, WITHOUT ROWID;
INSERT INTO "plan_move" VALUES(1,'2026-03-31T20:30','2026-04-01T09:00');
CREATE TABLE plan_pause (plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE, first_day TEXT NOT NULL, last_day TEXT NOT NULL, PRIMARY KEY (plan, first_day, last_day)) STRICT, WITHOUT ROWID;
INSERT INTO "plan_pause" VALUES(1,'2026-07-01','2026-07-14');
CREATE TABLE sample_chunk (
  session INTEGER NOT NULL REFERENCES session (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  n_samples INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  packed BLOB NOT NULL,
  PRIMARY KEY (session, place)) STRICT;
INSERT INTO "sample_chunk" VALUES(1,1,0,500,2,2058777183,X'010200E400000078DA6378C1CEC40004AB82FF03013FC3FFFFCC0C30D670E10300064C8B26');
CREATE TABLE session (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  started_wall_us INTEGER NOT NULL,
  ended_wall_us INTEGER,
  utc_offset_s INTEGER NOT NULL,
  local_day TEXT NOT NULL,
  program_id TEXT NOT NULL,
  program_name TEXT NOT NULL,
  boots_identity TEXT NOT NULL,
  boots_name TEXT NOT NULL,
  boots_serial TEXT,
  is_simulated INTEGER NOT NULL CHECK (is_simulated IN (0, 1)),
  legs TEXT NOT NULL,
  planned_s INTEGER NOT NULL,
  run_s INTEGER NOT NULL,
  peak_pa INTEGER,
  end TEXT NOT NULL,
  fault TEXT NOT NULL,
  is_vented_confirmed INTEGER NOT NULL CHECK (is_vented_confirmed IN (0, 1)),
  n_samples INTEGER NOT NULL DEFAULT 0,
  is_warm INTEGER NOT NULL DEFAULT 1 CHECK (is_warm IN (0, 1)),
  ended_boot_us INTEGER,
  ended_boot TEXT,
  has_symptom INTEGER NOT NULL DEFAULT 0 CHECK (has_symptom IN (0, 1)), person INTEGER REFERENCES person (number) ON DELETE CASCADE) STRICT;
INSERT INTO "session" VALUES(1,'0e4f21b8-5c0e-4a53-9d55-0f6f6a0c9a01',1767220200000000,1767220800000000,7200,'2026-01-01','gentle-wave','Gentle wave','C0:FF:EE:00:00:01','Simulated boots','SIM-1',1,'both',1200,600,5333,'stop','none',1,2,0,NULL,NULL,1,1);
CREATE TABLE session_journal (
  session INTEGER PRIMARY KEY REFERENCES session (number) ON DELETE CASCADE,
  epoch INTEGER NOT NULL CHECK (epoch BETWEEN 0 AND 4294967295),
  process TEXT NOT NULL) STRICT;
CREATE TABLE setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES('boots-guide-seen','1');
INSERT INTO "setting" VALUES('owner','305419896');
CREATE INDEX session_by_start ON session (started_wall_us);
CREATE INDEX answers_by_person ON answers (person, number);
CREATE UNIQUE INDEX person_by_id ON person (id);
CREATE INDEX session_by_person ON session (person, started_wall_us);
CREATE INDEX plan_by_person ON plan (person, number);
COMMIT;
