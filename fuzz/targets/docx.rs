#![no_main]

masthead_fuzz::target!(masthead_fuzz::journey::travel_in_parts, "docx");
