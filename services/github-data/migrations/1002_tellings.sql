-- Numbers what the organization is told of pull requests. The number is taken after the pull request's row is written and
-- locked, so of two tellings about the same one the later has the higher number, whichever leaves first.
create sequence tellings as bigint;
