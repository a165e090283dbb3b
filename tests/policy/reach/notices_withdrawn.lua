return {
  api = 1, id = "notices_withdrawn", title = "Two notices stand",
  facts = { notice = {} },
  flags = {
    { id = "raised", label = "Two notices stand", when = events "notice":at_least(2) },
  },
}
