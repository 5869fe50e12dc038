ALTER TABLE notes ADD COLUMN IF NOT EXISTS author VARCHAR(100);
CREATE INDEX IF NOT EXISTS notes_author ON notes (author);
UPDATE notes SET author = 'somebody' WHERE author IS NULL;
