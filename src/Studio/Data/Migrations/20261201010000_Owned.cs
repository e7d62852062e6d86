using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dubbing.Studio.Data.Migrations
{
    /// <summary>Jobs count how often they were begun, and the database keeps which files it made.</summary>
    [DbContext(typeof(StudioDb))]
    [Migration("20261201010000_Owned")]
    public partial class Owned : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(name: "Attempts", table: "Jobs", type: "INTEGER", nullable: false, defaultValue: 0);
            migrationBuilder.CreateTable(
                name: "OwnedFiles",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    UnusedDay = table.Column<double>(type: "REAL", nullable: true),
                    HeldDay = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwnedFiles", x => x.Id);
                });
            migrationBuilder.CreateIndex(name: "IX_OwnedFiles_Kind_Key", table: "OwnedFiles", columns: new[] { "Kind", "Key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "OwnedFiles");
            migrationBuilder.Sql("ALTER TABLE \"Jobs\" DROP COLUMN \"Attempts\"");
        }
    }
}
