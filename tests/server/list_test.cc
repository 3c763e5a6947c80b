// Pages of lists and searches, while others write.

#include <functional>
#include <string>
#include <vector>

#include "server/resource_lister.h"
#include "tests/server/server_fixture.h"

namespace ketnoi::server {
namespace {

using Names = std::vector<std::string>;

v1::Supplier Named(const std::string& id, const std::string& name) {
  v1::Supplier supplier;
  supplier.set_name("suppliers/" + id);
  supplier.mutable_legal_name()->set_vi(name);
  return supplier;
}

// Ids of names "suppliers/{letter}{number}".
std::string Id(char letter, int number) {
  return std::string(1, letter) + std::to_string(number);
}

class ListPagesTest : public ServerTest {
 protected:
  v1::ListSuppliersResponse List(const v1::ListSuppliersRequest& request) {
    grpc::ClientContext context;
    v1::ListSuppliersResponse response;
    const auto status = suppliers_->ListSuppliers(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  void Delete(const std::string& name) {
    v1::DeleteSupplierRequest request;
    request.set_name(name);
    grpc::ClientContext context;
    v1::DeleteSupplierResponse response;
    const auto status =
        suppliers_->DeleteSupplier(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  // Reads every page; `between` gets the names of the last one.
  Names Pages(v1::ListSuppliersRequest request,
              const std::function<void(const Names&)>& between) {
    Names all;
    for (;;) {
      const v1::ListSuppliersResponse page = List(request);
      Names names;
      for (const auto& supplier : page.suppliers()) {
        names.push_back(supplier.name());
      }
      all.insert(all.end(), names.begin(), names.end());
      if (page.next_page_token().empty()) return all;
      request.set_page_token(page.next_page_token());
      between(names);
    }
  }
};

// In the order of a search for "hàn": e10 to e19, which have the word, b10 to
// b19, which have it without its accent, a10 to a19, where it begins one.
class SearchPagesTest : public ListPagesTest {
 protected:
  SearchPagesTest() {
    std::vector<v1::Supplier> rows;
    for (int i = 10; i < 20; ++i) {
      rows.push_back(Named(Id('e', i), "Cơ khí Hàn"));
      rows.push_back(Named(Id('b', i), "Cơ khí Han"));
      rows.push_back(Named(Id('a', i), "Cơ khí Hàng"));
      rows.push_back(Named(Id('c', i), "Nhựa"));
    }
    Import(rows);
    for (const char letter : {'e', 'b', 'a'}) {
      for (int i = 10; i < 20; ++i) {
        expected_.push_back("suppliers/" + Id(letter, i));
      }
    }
    request_.set_query("hàn");
    request_.set_page_size(4);
  }

  Names expected_;
  v1::ListSuppliersRequest request_;
};

TEST_F(SearchPagesTest, AreTheWholeSearchInParts) {
  EXPECT_EQ(Pages(request_, [](const Names&) {}), expected_);
  const v1::ListSuppliersResponse page = List(request_);
  EXPECT_EQ(page.suppliers_size(), 4);
  EXPECT_EQ(page.total_size(), 30);
}

TEST_F(SearchPagesTest, NeitherRepeatNorSkipWhenTheirLastItemGoes) {
  // Everything on a page that was read goes, its last item with it.
  EXPECT_EQ(Pages(request_,
                  [&](const Names& page) {
                    for (const std::string& name : page) Delete(name);
                  }),
            expected_);
}

TEST_F(SearchPagesTest, NeitherRepeatNorSkipWhenTheirLastItemIsRenamed) {
  EXPECT_EQ(Pages(request_,
                  [&](const Names& page) {
                    v1::Supplier supplier = GetSupplier(page.back());
                    supplier.mutable_legal_name()->set_vi("Nhựa");
                    Import({supplier});
                  }),
            expected_);
}

TEST_F(SearchPagesTest, NeitherRepeatNorSkipWhenItemsComeBefore) {
  int next = 0;
  EXPECT_EQ(Pages(request_,
                  [&](const Names&) {
                    Import({Named("a0" + std::to_string(next), "Cơ khí Hàn"),
                            Named("c0" + std::to_string(next), "Nhựa")});
                    ++next;
                  }),
            expected_);
}

TEST_F(SearchPagesTest, TakeAFilter) {
  Names hanoi;
  for (const char letter : {'e', 'b', 'a'}) {
    for (int i = 10; i < 20; i += 3) {
      v1::Supplier supplier = GetSupplier("suppliers/" + Id(letter, i));
      supplier.add_sites()->set_id("s");
      supplier.mutable_sites(0)->set_province("01");
      Import({supplier});
      hanoi.push_back(supplier.name());
    }
  }
  request_.set_filter("province = \"01\"");
  EXPECT_EQ(Pages(request_, [&](const Names& page) { Delete(page.back()); }),
            hanoi);
}

TEST_F(ListPagesTest, EndBeforeAnAnswerIsTooLargeForOtherClients) {
  constexpr size_t kReceived = size_t{4} << 20;  // gRPC's default
  std::vector<v1::Supplier> rows;
  Names expected;
  for (int i = 10; i < 25; ++i) {  // 0.4 MB each
    v1::Supplier supplier = Named(Id('s', i), "Tên");
    for (int c = 0; c < 200; ++c) {
      auto& certificate = *supplier.add_certificates();
      certificate.set_id(Id('c', c));
      certificate.set_scheme("iso9001");
      certificate.set_scope(std::string(2000, 'x'));
    }
    rows.push_back(supplier);
    expected.push_back(supplier.name());
  }
  Import(rows);
  for (const char* query : {"", "ten"}) {
    v1::ListSuppliersRequest request;
    request.set_query(query);
    request.set_view(v1::SUPPLIER_VIEW_FULL);
    request.set_page_size(1000);
    const v1::ListSuppliersResponse page = List(request);
    EXPECT_LT(page.ByteSizeLong(), kReceived);
    EXPECT_GT(page.ByteSizeLong(), kMostPageBytes - 500'000);
    EXPECT_EQ(page.total_size(), 15);
    EXPECT_EQ(Pages(request, [](const Names&) {}), expected) << query;
  }
}

}  // namespace
}  // namespace ketnoi::server
