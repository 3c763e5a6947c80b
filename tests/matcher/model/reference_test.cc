#include "matcher/model/reference.h"

#include "gtest/gtest.h"
#include "tests/testing/reference_fixture.h"

TEST(ReferenceTest, TestDataFinish) { ketnoi::testing::TestReference(); }
