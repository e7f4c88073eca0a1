#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| pointapi_fuzz::served::server_uri(text));
