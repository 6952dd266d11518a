//! Rows that a batch reads and writes together: each is read at most once, and all that have changed are written with one
//! statement before the commit (an identity map and unit of work, Fowler, "Patterns of Enterprise Application
//! Architecture"). A handler still loads, decides and saves one at a time.

use std::{
    any::{Any, TypeId},
    collections::{HashMap, HashSet},
    hash::Hash,
};

use sqlx::PgConnection;

use super::statements::Statements;

/// One kind of row, with the two statements that it takes.
pub trait Row: Clone + Send + Sync + 'static {
    type Key: Clone + Eq + Hash + Send + Sync + 'static;

    fn key(&self) -> Self::Key;

    /// Reads those of the rows that are there, in any order.
    fn load(db: &mut PgConnection, keys: Vec<Self::Key>) -> impl Future<Output = sqlx::Result<Vec<Self>>> + Send;

    /// The statement that writes rows, new and changed ones, each key once. It is sent together with those of other kinds
    /// and sees nothing of theirs.
    fn save(rows: &[Self], statements: &mut Statements);
}

/// What a batch has read and changed, of every kind.
#[derive(Default)]
pub struct Rows {
    tables: HashMap<TypeId, Box<dyn AnyTable>>,
}

impl Rows {
    /// Notes a row that a command of the batch begins with; the first that is asked for brings all of them.
    pub fn expect<R: Row>(&mut self, key: R::Key) {
        self.table::<R>().expected.push(key);
    }

    pub async fn load<R: Row>(&mut self, db: &mut PgConnection, key: &R::Key) -> sqlx::Result<Option<R>> {
        let table = self.table::<R>();
        if !table.known.contains_key(key) {
            let mut keys = std::mem::take(&mut table.expected);
            keys.retain(|expected| expected != key && !table.known.contains_key(expected));
            keys.push(key.clone());
            table.known.extend(keys.iter().map(|key| (key.clone(), None)));
            let found = R::load(db, keys).await?;
            table.known.extend(found.into_iter().map(|row| (row.key(), Some(row))));
        }
        Ok(table.known.get(key).cloned().flatten())
    }

    pub fn save<R: Row>(&mut self, row: R) {
        let table = self.table::<R>();
        let key = row.key();
        let before = table.known.insert(key.clone(), Some(row)).flatten();
        let was_changed = !table.changed.insert(key.clone());
        table.undo.push(Undo { key, before, was_changed });
    }

    fn table<R: Row>(&mut self) -> &mut Table<R> {
        let table: &mut dyn AnyTable = &mut **self.tables.entry(TypeId::of::<R>()).or_insert_with(table::<R>);
        table.as_any().downcast_mut().expect("the table of this type")
    }

    /// Accepts the changes of the commands before this one; [`Rows::undo`] takes back only what is saved from here on.
    pub fn keep(&mut self) {
        self.tables.values_mut().for_each(|table| table.keep());
    }

    /// Takes back what was saved since [`Rows::keep`].
    pub fn undo(&mut self) {
        self.tables.values_mut().for_each(|table| table.undo());
    }

    /// Whether something was saved since [`Rows::keep`].
    pub fn has_saved(&self) -> bool {
        self.tables.values().any(|table| table.has_saved())
    }

    /// Whether there is something to write.
    pub fn has_changed(&self) -> bool {
        self.tables.values().any(|table| table.has_changed())
    }

    /// What writes that which has changed. It is read anew when it is needed again: a statement may have changed it.
    pub fn write(&mut self) -> Statements {
        let mut statements = Statements::default();
        self.tables.values_mut().for_each(|table| table.write(&mut statements));
        statements
    }

    /// Forgets what was read, because statements are about to change it.
    pub fn forget(&mut self) {
        self.tables.values_mut().for_each(|table| table.forget());
    }
}

/// The rows of one kind.
struct Table<R: Row> {
    /// What was read or saved; `None` when there is no such row.
    known: HashMap<R::Key, Option<R>>,
    changed: HashSet<R::Key>,
    expected: Vec<R::Key>,
    undo: Vec<Undo<R>>,
}

struct Undo<R: Row> {
    key: R::Key,
    before: Option<R>,
    was_changed: bool,
}

fn table<R: Row>() -> Box<dyn AnyTable> {
    Box::new(Table::<R> { known: HashMap::new(), changed: HashSet::new(), expected: Vec::new(), undo: Vec::new() })
}

trait AnyTable: Send {
    fn as_any(&mut self) -> &mut dyn Any;
    fn keep(&mut self);
    fn undo(&mut self);
    fn has_saved(&self) -> bool;
    fn has_changed(&self) -> bool;
    fn write(&mut self, statements: &mut Statements);
    fn forget(&mut self);
}

impl<R: Row> AnyTable for Table<R> {
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }

    fn keep(&mut self) {
        self.undo.clear();
    }

    fn undo(&mut self) {
        for undo in self.undo.drain(..).rev() {
            if !undo.was_changed {
                self.changed.remove(&undo.key);
            }
            self.known.insert(undo.key, undo.before);
        }
    }

    fn has_saved(&self) -> bool {
        !self.undo.is_empty()
    }

    fn has_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    fn write(&mut self, statements: &mut Statements) {
        self.undo.clear();
        let rows: Vec<R> = self.changed.drain().filter_map(|key| self.known.remove(&key).flatten()).collect();
        if !rows.is_empty() {
            R::save(&rows, statements);
        }
    }

    fn forget(&mut self) {
        self.known.clear();
    }
}
