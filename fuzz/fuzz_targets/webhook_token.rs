#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| pointapi_fuzz::webhooks::webhook_token(text));
