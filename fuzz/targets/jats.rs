#![no_main]

masthead_fuzz::target!(|bytes| masthead_fuzz::journey::travel("jats", bytes), "jats");
