#![no_main]

libfuzzer_sys::fuzz_target!(|answer: &[u8]| pointapi_fuzz::properties::token_answer(answer));
