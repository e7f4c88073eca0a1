#![no_main]

libfuzzer_sys::fuzz_target!(|response: &[u8]| pointapi_fuzz::properties::token_response(response));
