#include "author/list.h"

#include "author/listing.h"

/* "2024-08-19 to 2025-08-31", with words for open ends. */
static void say_days(rbk_listing *page, const rbk_catalogue_entry *entry) {
  rbk_listing_open(page);
  if (entry->from == RBK_NO_DATE && entry->to == RBK_NO_DATE)
    rbk_buffer_text(&page->value, "always");
  if (entry->from != RBK_NO_DATE) {
    rbk_buffer_text(&page->value, "from ");
    rbk_buffer_date(&page->value, entry->from);
  }
  if (entry->to != RBK_NO_DATE) {
    rbk_buffer_text(&page->value, entry->from == RBK_NO_DATE ? "to " : " to ");
    rbk_buffer_date(&page->value, entry->to);
  }
  rbk_listing_close(page, "in force");
}

static void list_entry(rbk_listing *page, const rbk_catalogue_entry *entry) {
  rbk_listing_record(page);
  rbk_listing_text(page, "id", entry->id);
  rbk_listing_text(page, "title", entry->title);
  if (page->json) {
    rbk_listing_date(page, "from", entry->from);
    rbk_listing_date(page, "to", entry->to);
  } else if (!entry->broken) {
    say_days(page, entry);
  }
  rbk_listing_text(page, "extends", entry->extends);
  rbk_listing_text(page, "file", entry->file);
  if (page->json)
    rbk_listing_yes(page, "loads", !entry->broken);
  else if (entry->broken)
    rbk_listing_text(page, "does not load", "see policy check");
  rbk_listing_record_end(page);
}

rbk_status rbk_policy_list(const rbk_catalogue_entry *entries, size_t count,
                           bool json, rbk_buffer *buffer) {
  rbk_listing page;
  rbk_listing_begin(&page, buffer, json);
  rbk_listing_section(&page, "policies");
  for (size_t i = 0; i < count; i++) list_entry(&page, &entries[i]);
  rbk_listing_section_end(&page);
  return rbk_listing_end(&page);
}
