//! Several statements that are sent as one, to save a round trip for each.

use std::fmt::Write;

use sqlx::{
    Arguments, AssertSqlSafe, Encode, PgConnection, Postgres, Type,
    error::BoxDynError,
    postgres::{PgArguments, PgRow},
};

/// Statements that write. They run at the same time: none sees what another one writes, so no two may write the same row.
#[derive(Default)]
pub struct Statements {
    statements: Vec<Statement>,
    arguments: PgArguments,
    /// Why an argument could not be encoded.
    error: Option<BoxDynError>,
}

struct Statement {
    /// What the statements behind it call what it returns.
    name: Option<&'static str>,
    sql: &'static str,
    /// How many arguments those before it have.
    offset: usize,
}

/// A statement that takes its arguments.
pub struct Bind<'a>(&'a mut Statements);

impl Statements {
    /// Adds a statement; what is bound to it is its `$1`, `$2` and so on.
    pub fn add(&mut self, sql: &'static str) -> Bind<'_> {
        self.push(None, sql)
    }

    /// The same, with a name for what it returns.
    pub(crate) fn named(&mut self, name: &'static str, sql: &'static str) -> Bind<'_> {
        self.push(Some(name), sql)
    }

    fn push(&mut self, name: Option<&'static str>, sql: &'static str) -> Bind<'_> {
        self.statements.push(Statement { name, sql, offset: self.arguments.len() });
        Bind(self)
    }

    /// Runs them, and gives what the last one returns.
    pub(crate) async fn run(self, db: &mut PgConnection) -> sqlx::Result<Vec<PgRow>> {
        if let Some(error) = self.error {
            return Err(sqlx::Error::Encode(error));
        }
        let sql = one(&self.statements);
        sqlx::query_with(AssertSqlSafe(sql), self.arguments).fetch_all(db).await
    }
}

impl Bind<'_> {
    pub fn bind<'t, T: Encode<'t, Postgres> + Type<Postgres>>(self, value: T) -> Self {
        if let Err(error) = self.0.arguments.add(value) {
            self.0.error.get_or_insert(error);
        }
        self
    }
}

/// All but the last become parts of the last (`WITH`, [PostgreSQL 7.8.4](https://www.postgresql.org/docs/current/queries-with.html)).
fn one(statements: &[Statement]) -> String {
    let mut sql = String::new();
    let Some((last, parts)) = statements.split_last() else { return sql };
    for (number, part) in parts.iter().enumerate() {
        let with = if number == 0 { "WITH" } else { "," };
        // Writing to a string does not fail.
        match part.name {
            Some(name) => write!(sql, "{with} {name} AS ("),
            None => write!(sql, "{with} part_{number} AS ("),
        }
        .ok();
        renumber(part, &mut sql);
        sql.push_str(") ");
    }
    renumber(last, &mut sql);
    sql
}

/// Adds the statement with `$1` as the first of its arguments.
fn renumber(statement: &Statement, sql: &mut String) {
    let mut pieces = statement.sql.split('$');
    sql.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = piece.split_at(digits);
        match number.parse::<usize>() {
            Ok(number) => write!(sql, "${}{rest}", number + statement.offset).ok(),
            Err(_) => write!(sql, "${piece}").ok(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_statement_keeps_its_own_arguments() {
        let mut statements = Statements::default();
        statements.add("INSERT INTO a SELECT $1, $2").bind(1).bind(2);
        statements.named("gone", "DELETE FROM b WHERE c = $1 AND d = $10 || '$'").bind(3);
        statements.add("SELECT $1").bind(4);
        let parts =
            "WITH part_0 AS (INSERT INTO a SELECT $1, $2) , gone AS (DELETE FROM b WHERE c = $3 AND d = $12 || '$')";
        assert_eq!(one(&statements.statements), format!("{parts} SELECT $4"));
        assert_eq!(statements.arguments.len(), 4);
    }

    #[test]
    fn a_lone_statement_is_as_it_is() {
        let mut statements = Statements::default();
        statements.add("SELECT $1").bind("x");
        assert_eq!(one(&statements.statements), "SELECT $1");
    }
}
