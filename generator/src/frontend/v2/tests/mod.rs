//! Small documents of Swagger 2.0 in, the model's text and the findings out.
