//! Reads a query: fields with arguments, aliases and inline fragments. No mutations, no named fragments, no directives.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::vec::IntoIter;

use serde_json::Value;

/// Deeper than anything that is asked here; a question that nests without end must not end the stack.
const DEPTH: usize = 20;

#[derive(Debug, PartialEq)]
pub(crate) struct Query {
    pub(super) selections: Vec<Selection>,
}

#[derive(Debug, PartialEq)]
pub(super) enum Selection {
    Field(Field),
    /// `... on Type { … }`
    On(String, Vec<Selection>),
}

#[derive(Debug, PartialEq)]
pub(super) struct Field {
    /// What it is called in the answer.
    pub key: String,
    pub name: String,
    pub arguments: BTreeMap<String, Argument>,
    pub selections: Vec<Selection>,
}

#[derive(Debug, PartialEq)]
pub(super) enum Argument {
    Variable(String),
    Given(Value),
}

impl Argument {
    pub fn value(&self, variables: &Value) -> Value {
        match self {
            Argument::Variable(name) => variables[name].clone(),
            Argument::Given(value) => value.clone(),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Text(String),
    Number(i64),
    Sign(char),
    Spread,
}

/// Err: why it is not understood, in a line.
pub(crate) fn parse(text: &str) -> Result<Query, String> {
    let mut parser = Parser { tokens: tokens(text)?.into_iter().peekable() };
    if parser.take_name("query") {
        if let Some(Token::Name(_)) = parser.tokens.peek() {
            parser.tokens.next();
        }
        parser.variables()?;
    }
    let selections = parser.selections(0)?;
    match parser.tokens.next() {
        None => Ok(Query { selections }),
        Some(more) => Err(unexpected(Some(more))),
    }
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
}

impl Parser {
    fn take(&mut self, sign: char) -> bool {
        self.tokens.next_if_eq(&Token::Sign(sign)).is_some()
    }

    fn take_name(&mut self, name: &str) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Name(found) if found == name)).is_some()
    }

    fn expect(&mut self, sign: char) -> Result<(), String> {
        if self.take(sign) { Ok(()) } else { Err(unexpected(self.tokens.next())) }
    }

    fn name(&mut self) -> Result<String, String> {
        match self.tokens.next() {
            Some(Token::Name(name)) => Ok(name),
            other => Err(unexpected(other)),
        }
    }

    /// `($owner: String!, $after: String)`: their types are not looked at.
    fn variables(&mut self) -> Result<(), String> {
        if !self.take('(') {
            return Ok(());
        }
        while !self.take(')') {
            if self.tokens.next().is_none() {
                return Err(unexpected(None));
            }
        }
        Ok(())
    }

    fn selections(&mut self, depth: usize) -> Result<Vec<Selection>, String> {
        if depth > DEPTH {
            return Err("Query has depth of more than 20, which exceeds max depth of 20".to_owned());
        }
        self.expect('{')?;
        let mut selections = Vec::new();
        while !self.take('}') {
            selections.push(self.selection(depth)?);
        }
        Ok(selections)
    }

    fn selection(&mut self, depth: usize) -> Result<Selection, String> {
        if self.tokens.next_if_eq(&Token::Spread).is_some() {
            if !self.take_name("on") {
                return Err(unexpected(self.tokens.next()));
            }
            return Ok(Selection::On(self.name()?, self.selections(depth + 1)?));
        }
        let key = self.name()?;
        let name = if self.take(':') { self.name()? } else { key.clone() };
        let mut arguments = BTreeMap::new();
        if self.take('(') {
            while !self.take(')') {
                let name = self.name()?;
                self.expect(':')?;
                arguments.insert(name, self.argument()?);
            }
        }
        let has_more = self.tokens.peek() == Some(&Token::Sign('{'));
        let selections = if has_more { self.selections(depth + 1)? } else { Vec::new() };
        Ok(Selection::Field(Field { key, name, arguments, selections }))
    }

    fn argument(&mut self) -> Result<Argument, String> {
        match self.tokens.next() {
            Some(Token::Sign('$')) => Ok(Argument::Variable(self.name()?)),
            Some(Token::Name(word)) => Ok(Argument::Given(Value::String(word))),
            Some(Token::Text(text)) => Ok(Argument::Given(Value::String(text))),
            Some(Token::Number(number)) => Ok(Argument::Given(Value::from(number))),
            other => Err(unexpected(other)),
        }
    }
}

fn unexpected(token: Option<Token>) -> String {
    token.map_or_else(
        || "Unexpected end of document".to_owned(),
        |token| format!("Parse error on {token:?}: it was not expected here"),
    )
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' | '\n' | '\r' | '\t' | ',' => {}
            '{' | '}' | '(' | ')' | ':' | '$' | '!' | '[' | ']' | '=' => tokens.push(Token::Sign(letter)),
            '.' if letters.next() == Some('.') && letters.next() == Some('.') => tokens.push(Token::Spread),
            '"' => tokens.push(Token::Text(letters.by_ref().take_while(|letter| *letter != '"').collect())),
            '0'..='9' => {
                let mut digits = letter.to_string();
                digits.extend(std::iter::from_fn(|| letters.next_if(char::is_ascii_digit)));
                tokens.push(Token::Number(digits.parse().map_err(|_| format!("{digits} is too large"))?));
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let is_of_name = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '_';
                let mut name = letter.to_string();
                name.extend(std::iter::from_fn(|| letters.next_if(is_of_name)));
                tokens.push(Token::Name(name));
            }
            other => return Err(format!("Parse error on {other:?}")),
        }
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_arguments_aliases_and_fragments_are_read() {
        let query = parse(r#"query($n: Int!) { a: b(first: $n, x: "y", s: OPEN) { ... on T { c } } }"#).unwrap();
        let [Selection::Field(field)] = query.selections.as_slice() else { panic!("{query:?}") };
        assert_eq!((field.key.as_str(), field.name.as_str(), field.selections.len()), ("a", "b", 1));
        let values = field.arguments.values().map(|argument| argument.value(&json!({ "n": 3 }))).collect::<Vec<_>>();
        assert_eq!(values, [json!(3), json!("OPEN"), json!("y")]);
    }

    #[test]
    fn what_is_no_query_is_refused() {
        for bad in
            ["", "{", "{ a", "{ a } }", "mutation { a }", "{ a(b) }", "{ ...F }", "{ a @skip }", "{ ... on { a } }"]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert!(parse(&"{ a ".repeat(50)).is_err());
    }
}
