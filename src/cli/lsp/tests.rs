//! The server, message by message.
