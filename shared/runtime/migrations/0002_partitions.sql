-- How far each partition has come: everything up to this place in its stream is settled. Written in the transaction of
-- what it settles, so that it can be neither behind nor ahead of it.
create table partitions (
    partition integer primary key,
    -- When the stream was made: another stream of the same name counts anew.
    stream    text    not null,
    settled   bigint  not null
)
with (fillfactor = 50);
