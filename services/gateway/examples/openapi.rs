//! Prints the OpenAPI document; the page's types are made from it (`npm run wire`).

fn main() {
    println!("{:#}", gateway::openapi_document());
}
