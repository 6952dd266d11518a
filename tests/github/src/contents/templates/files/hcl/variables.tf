variable "lines" {
  description = "The lines of an order: so many pieces of one price."
  type = list(object({
    pieces      = number
    price_cents = number
  }))
}

variable "discount_percent" {
  type    = number
  default = 0
}
