variables {
  lines = [
    { pieces = 2, price_cents = 450 },
    { pieces = 1, price_cents = 99 },
  ]
}

run "lines_are_added_up" {
  command = plan
  assert {
    condition     = output.total_cents == 999
    error_message = "The total is wrong."
  }
}

run "a_discount_is_taken_off_the_whole_order" {
  command = plan
  variables {
    discount_percent = 10
  }
  assert {
    condition     = output.total_cents == 899
    error_message = "The discounted total is wrong."
  }
}
