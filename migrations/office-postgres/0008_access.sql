-- What one person did, and what was refused, are read by themselves, newest first. What tablets do is in neither.
CREATE INDEX access_of_person ON access (tenant, person, number) WHERE person IS NOT NULL;
CREATE INDEX access_refused ON access (tenant, number) WHERE allowed = 0;
