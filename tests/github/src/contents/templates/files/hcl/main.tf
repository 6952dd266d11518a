# {title}: what an order costs.
locals {
  sum  = sum([for line in var.lines : line.pieces * line.price_cents])
  kept = 100 - min(var.discount_percent, 100)
}

output "total_cents" {
  description = "What the lines cost together; half a cent is rounded up."
  value       = floor((local.sum * local.kept + 50) / 100)
}
